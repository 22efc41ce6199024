import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'

/** The argument names in a message, including those inside plurals and choices. */
export function argumentsOf(text: string): string {
  return [...new Set(namesIn(parse(text)))].sort().join(' ')
}

function namesIn(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return []
    if (element.type === TYPE.plural || element.type === TYPE.select)
      return [element.value, ...Object.values(element.options).flatMap(({ value }) => namesIn(value))]
    return [element.value]
  })
}
