/** `node.port` of a reference `node.port.path`. */
export const portOf = (ref: string): string => ref.split('.').slice(0, 2).join('.')
export const isPort = (ref: string): boolean => ref.split('.').length === 2

/** JavaScript that reads the rest of a reference from a value, and null where there is nothing. */
export function pathCode(value: string, ref: string | null): string {
  const path = ref === null ? [] : ref.split('.').slice(2)
  return ref === null ? 'null' : `${value}${path.map((key) => `?.[${JSON.stringify(key)}]`).join('')} ?? null`
}
