import 'server-only'

/** Limits the header, which only helps clients to find fields without effect. */
const MAX_NAMES = 20
/** Header values are ASCII without line breaks, and names are separated by commas. */
const NAME = /^[\w.[\]"$ -]{1,80}$/

/** Adds a request field without effect to `x-patchbay-ignored`. */
export function noteIgnored(call: { ignored: Ignored | null }, name: string): void {
  call.ignored ??= { names: new Set(), more: 0 }
  const { ignored } = call
  if (ignored.names.has(name)) return
  if (ignored.names.size < MAX_NAMES && NAME.test(name)) ignored.names.add(name)
  else ignored.more += 1
}

/** Request fields without effect. */
export interface Ignored {
  readonly names: Set<string>
  /** Number of further, unnamed fields. */
  more: number
}

/** The value of the header. */
export function ignoredHeader({ names, more }: Ignored): string {
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}
