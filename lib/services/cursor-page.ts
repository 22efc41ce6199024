export interface Page {
  cursor?: string | undefined
  limit: number
}
