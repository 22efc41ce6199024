import 'server-only'

export interface PlainEvent {
  type: string
  [field: string]: unknown
}
