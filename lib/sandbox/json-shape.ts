import 'server-only'

interface JsonShape {
  /** Nesting depth of lists and objects. */
  depth: number
  /** Number of lists, objects and the values in them. */
  values: number
}

const TEXT = /"(?:[^"\\]|\\.)*"/gs

/** The shape of JSON text without parsing it: recursive readers have a limited stack, and many values take long. */
export function jsonShape(text: string): JsonShape {
  const marks = text.replace(TEXT, '_')
  let depth = 0
  let deepest = 0
  let values = 1
  for (let index = 0; index < marks.length; index += 1) {
    const mark = marks[index] ?? ''
    if (mark === ',') values += 1
    else if (isOpening(mark)) {
      deepest = Math.max(deepest, ++depth)
      // An empty list has no value, any other one has one more than it has commas.
      if (!isClosing(marks[index + 1] ?? '')) values += 1
    } else if (isClosing(mark)) depth -= 1
  }
  return { depth: deepest, values }
}

const isOpening = (mark: string): boolean => mark === '[' || mark === '{'
const isClosing = (mark: string): boolean => mark === ']' || mark === '}'
