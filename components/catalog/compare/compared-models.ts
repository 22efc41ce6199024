export const MAX_COMPARED = 4

export interface ComparedModel {
  connection: string
  model: string
}

/** Parses the selected models in the URL. Connection ids contain no slash. */
export function parseCompared(text: string): ComparedModel[] {
  return text
    .split(',')
    .map(decode)
    .filter((key) => key.includes('/'))
    .map((key) => ({ connection: key.slice(0, key.indexOf('/')), model: key.slice(key.indexOf('/') + 1) }))
    .slice(0, MAX_COMPARED)
}

export const writeCompared = (models: readonly ComparedModel[]): string =>
  models.map((model) => encodeURIComponent(keyOf(model))).join(',')

export const keyOf = ({ connection, model }: ComparedModel): string => `${connection}/${model}`

/** A truncated or edited address is parsed as far as possible. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}
