export const MOST_COMPARED = 4

export interface ComparedModel {
  connection: string
  model: string
}

/** Chosen models as they stand in an address: a connection has no slash in it. */
export function parseCompared(text: string): ComparedModel[] {
  return text
    .split(',')
    .map(decode)
    .filter((key) => key.includes('/'))
    .map((key) => ({ connection: key.slice(0, key.indexOf('/')), model: key.slice(key.indexOf('/') + 1) }))
    .slice(0, MOST_COMPARED)
}

export const writeCompared = (models: readonly ComparedModel[]): string =>
  models.map((model) => encodeURIComponent(keyOf(model))).join(',')

export const keyOf = ({ connection, model }: ComparedModel): string => `${connection}/${model}`

/** An address that was cut or typed by hand is read as far as it goes. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}
