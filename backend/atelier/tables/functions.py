"""The functions that a formula may call: each works on one row, and none reaches a file, the network or a setting."""

_NUMBERS = """
abs ceil ceiling floor round sign sqrt cbrt exp ln log log10 log2 pow power mod pi sin cos tan asin acos atan atan2
degrees radians greatest least isnan isinf
"""
_TEXTS = """
lower upper trim ltrim rtrim length substring substr left right replace concat concat_ws reverse contains starts_with
ends_with prefix suffix strpos instr position split_part string_split lpad rpad regexp_matches regexp_replace
regexp_extract translate ascii chr initcap strip_accents levenshtein jaro_winkler_similarity md5 sha256 url_encode
url_decode
"""
_CHOICES = "coalesce nullif ifnull if case"
_DATES = """
year month day hour minute second millisecond quarter week weekday dayofweek dayofyear isodow date_trunc date_part
extract date_diff datediff date_add date_sub strftime strptime try_strptime epoch epoch_ms make_date make_timestamp
last_day
"""
_LISTS = """
len list_extract array_extract list_contains array_contains list_sum list_avg list_min list_max
json_extract json_extract_string json_array_length json_keys json_valid
"""

FUNCTIONS: frozenset[str] = frozenset(f"{_NUMBERS} {_TEXTS} {_CHOICES} {_DATES} {_LISTS}".split())
FUNCTION_NAMES: tuple[str, ...] = tuple(sorted(FUNCTIONS))
