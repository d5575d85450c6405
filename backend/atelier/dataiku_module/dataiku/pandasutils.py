"""Small things for looking at a frame, as the starter code of notebooks uses them."""

import pandas as pd


def audit(df: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each column: its type, how many values are there and missing, how many differ, the commonest."""
    rows = []
    for name in df.columns:
        values = df[name]
        texts = values.dropna().map(str)
        counts = texts.value_counts()
        rows.append(
            {
                "_a_variable": name,
                "_b_data_type": str(values.dtype),
                "_c_cardinality": int(texts.nunique()),
                "_d_missings": int(values.isna().sum()),
                "_e_sample_values": [str(value) for value in counts.index[:2]],
            }
        )
    return pd.DataFrame(rows)
