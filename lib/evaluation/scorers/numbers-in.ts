const NUMBER = /[-+]?(?:\d{1,3}(?:[,'’\u00a0\u202f]\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+/g

/** The numbers in a text, in order, with thousands separators removed. */
export function numbersIn(text: string): number[] {
  return (text.match(NUMBER) ?? []).map((found) => Number(found.replace(/[,'’\u00a0\u202f]/g, '')))
}
