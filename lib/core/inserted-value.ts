import type { Json } from './json'

/** Starts and ends a value that was inserted as JSON, which never contains this character. */
const MARK = '\u0001'

export type InsertedPart = { type: 'text'; text: string } | { type: 'value'; value: Json }

/** A value in a text, marked so that it cannot change the structure around it. */
export const insertedValue = (value: Json | undefined): string => `${MARK}${JSON.stringify(value ?? null)}${MARK}`

/** Splits a text at its inserted values. */
export function splitInserted(text: string): InsertedPart[] {
  if (!text.includes(MARK)) return [{ type: 'text', text }]
  const pieces = text.split(MARK)
  return pieces.flatMap((piece, index): InsertedPart[] => {
    if (index % 2 === 0) return piece === '' ? [] : [{ type: 'text', text: piece }]
    const value = index < pieces.length - 1 ? parsed(piece) : undefined
    return [value === undefined ? { type: 'text', text: piece } : { type: 'value', value }]
  })
}

function parsed(json: string): Json | undefined {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
