/** Placeholder for the text; never occurs in stored data. */
const PLACE = '\0'

/**
 * Serializes an object repeatedly with different texts in one place, such as the pieces of an
 * answer: the JSON around the text is written once.
 */
export function jsonAround(make: (text: string) => object): (text: string) => string {
  const [before = '', after = ''] = JSON.stringify(make(PLACE)).split(JSON.stringify(PLACE))
  return (text) => before + JSON.stringify(text) + after
}
