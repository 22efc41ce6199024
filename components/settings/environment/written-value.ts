import type { Json } from '@/lib/core/json'

/** A value as typed into a form; the server converts it to the type of the variable. */
export const writtenValue = (value: Json | undefined): string =>
  value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
