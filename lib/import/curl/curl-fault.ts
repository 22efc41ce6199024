export type CurlFaultKind =
  | 'no-curl'
  | 'no-address'
  | 'substitution'
  | 'shell'
  | 'unclosed'
  | 'option'
  | 'file'
  | 'method'
  | 'value-missing'

/** Why a command cannot become a request. */
export class CurlFault extends Error {
  constructor(
    readonly kind: CurlFaultKind,
    /** The offending part of the command. */
    readonly part: string,
  ) {
    super(`${kind}: ${part}`)
  }
}
