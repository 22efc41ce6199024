import type { VisitorBatch, VisitorBatchCheck, VisitorRow } from '@/lib/contracts/visitor-batches'
import type { EmbedClient } from '../../embed-client'
import { sendFile } from '../files/upload-file'

export type Columns = Record<string, { kind: 'column'; column: string }>

/** Requests for the visitor's batch files. All throw errors with messages for the visitor. */
export class BatchClient {
  constructor(private readonly client: EmbedClient) {}

  async list(): Promise<VisitorBatch[]> {
    return asList(await this.request('', {})).batches
  }

  async upload(file: File, onProgress: (share: number) => void): Promise<VisitorBatch> {
    const never = new AbortController().signal
    return asBatch(await sendFile(this.client, '/batches', file, { onProgress, signal: never }))
  }

  async get(id: string): Promise<VisitorBatch> {
    return asBatch(await this.request(`/${id}`, {}))
  }

  async check(id: string, mapping: Columns): Promise<VisitorBatchCheck> {
    return asCheck(await this.request(`/${id}/check`, post({ mapping })))
  }

  async start(id: string, mapping: Columns): Promise<VisitorBatch> {
    return asBatch(await this.request(`/${id}/start`, post({ mapping })))
  }

  async control(id: string, action: 'resume' | 'cancel' | 'run-rest' | 'retry-failed'): Promise<VisitorBatch> {
    return asBatch(await this.request(`/${id}/control`, post({ action })))
  }

  async rows(id: string, status: 'failed' | 'invalid'): Promise<VisitorRow[]> {
    return asRows(await this.request(`/${id}/rows?status=${status}`, {})).rows
  }

  /** Downloads the results as a file. */
  async download(id: string, name: string): Promise<void> {
    const response = await this.client.request(`/batches/${id}/results?format=csv`, {})
    // The byte order mark makes spreadsheets read UTF-8.
    const url = URL.createObjectURL(new Blob(['\ufeff', await response.blob()], { type: 'text/csv' }))
    const link = document.createElement('a')
    link.href = url
    link.download = name
    link.click()
    URL.revokeObjectURL(url)
  }

  async remove(id: string): Promise<void> {
    // Also works while the page is being closed.
    await this.request(`/${id}`, { method: 'DELETE', keepalive: true })
  }

  private async request(path: string, init: RequestInit): Promise<unknown> {
    return (await this.client.request(`/batches${path}`, init)).json()
  }
}

const post = (body: object): RequestInit => ({ method: 'POST', body: JSON.stringify(body) })

// The four assertions below are safe: the responses come from Patchbay's own server, which follows the contract. zod would
// make the bundle too large.
const asBatch = (value: unknown): VisitorBatch => value as VisitorBatch
const asList = (value: unknown): { batches: VisitorBatch[] } => value as { batches: VisitorBatch[] }
const asCheck = (value: unknown): VisitorBatchCheck => value as VisitorBatchCheck
const asRows = (value: unknown): { rows: VisitorRow[] } => value as { rows: VisitorRow[] }
