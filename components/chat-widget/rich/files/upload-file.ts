import type { VisitorFile } from '@/lib/contracts/public-files'
import type { EmbedClient } from '../../embed-client'
import { fill } from '../../texts'

export interface UploadOptions {
  /** Called with the uploaded share, from 0 to 1. */
  onProgress: (share: number) => void
  signal: AbortSignal
}

/** Uploads an image or document. @throws an Error with a message for the visitor */
export async function uploadFile(client: EmbedClient, file: File, options: UploadOptions): Promise<VisitorFile> {
  return asFile(await sendFile(client, '/files', file, options))
}

/** Uploads a file with progress, which `fetch` does not support. @throws an Error with a message for the visitor */
export async function sendFile(
  client: EmbedClient,
  path: string,
  file: File,
  options: UploadOptions,
): Promise<unknown> {
  const send = async (isFresh: boolean) => attempt(await client.place(path, isFresh), file, options)
  const first = await send(false)
  // The token has expired: retry once with a new one.
  const { status, text } = first.status === 401 ? await send(true) : first
  const body = parse(text)
  if (status !== 201) throw new Error(status === 415 ? fill('fileType') : (problemOf(body) ?? fill('uploadFailed')))
  return body
}

/** Deletes the file on the server as well. */
export async function removeFile(client: EmbedClient, id: string): Promise<void> {
  const { url, token } = await client.place(`/files/${id}`, false)
  if (token !== PREVIEW) await fetch(url, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } })
}

/** The session of the studio's designer, which sends nothing. */
const PREVIEW = 'preview'
const PREVIEW_FILE = { id: 'preview', sizeBytes: 0, pages: null }

interface Answer {
  status: number
  text: string
}

async function attempt(
  { url, token }: { url: string; token: string },
  file: File,
  options: UploadOptions,
): Promise<Answer> {
  if (token === PREVIEW)
    return { status: 201, text: JSON.stringify({ ...PREVIEW_FILE, name: file.name, mediaType: file.type }) }
  const form = new FormData()
  form.append('file', file)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const failed = () => reject(new Error(fill('uploadFailed')))
    request.open('POST', url)
    request.setRequestHeader('authorization', `Bearer ${token}`)
    request.upload.addEventListener('progress', ({ loaded, total }) => options.onProgress(total ? loaded / total : 0))
    request.addEventListener('load', () => resolve({ status: request.status, text: request.responseText }))
    for (const type of ['error', 'timeout', 'abort']) request.addEventListener(type, failed)
    options.signal.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function problemOf(body: unknown): string | null {
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : null
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : null
}

/** Safe: our own server on our own origin follows the contract. The bundle excludes zod for its size. */
const asFile = (value: unknown): VisitorFile => value as VisitorFile
