/** Stands for the text; nothing that is stored has it. */
const PLACE = '\0'

/**
 * The JSON of an object that is written again and again with another text in one place, such as the pieces of an answer:
 * what is around the text is written once.
 */
export function jsonAround(make: (text: string) => object): (text: string) => string {
  const [before = '', after = ''] = JSON.stringify(make(PLACE)).split(JSON.stringify(PLACE))
  return (text) => before + JSON.stringify(text) + after
}
