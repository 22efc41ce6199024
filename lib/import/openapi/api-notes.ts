import { z } from 'zod'

/** What an import could not do exactly as the document says, as keys of `lib/client/messages`. */
export const API_NOTES = [
  // The reasons for which an operation is skipped.
  'externalRef',
  'brokenRef',
  'method',
  'authentication',
  'pathStyle',
  'tooManyFields',
  'server',
  'invalid',
  // Notes about an operation that is imported nevertheless.
  'recursion',
  'variants',
  'parameterStyle',
  'credentialParameter',
  'signIn',
  'bodyTypes',
  'deprecated',
] as const
export type ApiNoteKey = (typeof API_NOTES)[number]

export const ApiNote = z.strictObject({
  key: z.enum(API_NOTES),
  /** What the note is about, such as a reference or the name of a parameter. */
  about: z.string().max(200),
})
export type ApiNote = z.infer<typeof ApiNote>

/** Ends the conversion of one operation, which is then listed as skipped. */
export class SkippedOperation extends Error {
  readonly note: ApiNote

  constructor(key: ApiNoteKey, about = '') {
    super(key)
    this.note = { key, about: about.slice(0, 200) }
  }
}

/** Collects the notes of one operation, each once. */
export class NoteList {
  readonly #notes = new Map<string, ApiNote>()

  add(key: ApiNoteKey, about = ''): void {
    this.#notes.set(`${key} ${about}`, { key, about: about.slice(0, 200) })
  }

  list(): ApiNote[] {
    return [...this.#notes.values()].slice(0, 20)
  }
}
