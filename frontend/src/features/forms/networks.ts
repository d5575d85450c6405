/** The line that describes a network in the download list, taken apart into columns. */
export interface NetworkFacts {
  size: string;
  parameters: string;
  licence: string;
  download: string;
}

/** "224 × 224 px, 25.6 million parameters, Apache-2.0, 103 MB to download" */
export function networkFacts(help: string): NetworkFacts {
  const [size = '', parameters = '', ...rest] = help.split(', ');
  return {
    size,
    parameters: parameters.replace(/ million parameters$/, ' million'),
    licence: rest.slice(0, -1).join(', '),
    download: (rest.at(-1) ?? '').replace(/ to download$/, ''),
  };
}
