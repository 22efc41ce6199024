import 'server-only'
import PostalMime, { type Attachment } from 'postal-mime'
import { AppError } from '@/lib/core/app-error'
import type { ReadMail } from '@/lib/engine/socket-services'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { parseInWorker } from '@/lib/rag/parse/worker/parse-in-worker'
import { documentParser } from '../../app-files/document-parser'

const MAX_CHARACTERS = 200_000
const MAX_ATTACHMENTS = 20

/** The plain text of a message; HTML is converted in a thread, because it can be anything. */
export async function readMail(
  source: Uint8Array,
  signal: AbortSignal,
): Promise<Pick<ReadMail, 'text' | 'attachments' | 'headers'>> {
  const mail = await PostalMime.parse(source)
  const text = mail.text?.trim() ? mail.text : await textOfHtml(mail.html ?? '', signal)
  return {
    text: text.slice(0, MAX_CHARACTERS),
    headers: mail.headers.map(({ key, value }) => ({ name: key, value })),
    attachments: mail.attachments
      .filter(({ disposition, related }) => disposition !== 'inline' && !related)
      .slice(0, MAX_ATTACHMENTS)
      .map((attachment) => ({
        name: attachment.filename ?? 'attachment',
        mediaType: attachment.mimeType,
        bytes: bytesOf(attachment),
      })),
  }
}

async function textOfHtml(html: string, signal: AbortSignal): Promise<string> {
  if (html.trim() === '') return ''
  const bytes = new TextEncoder().encode(html)
  const parsing = parseInWorker({
    bytes,
    fileName: 'mail.html',
    mime: 'text/html',
    signal,
    transfersBytes: true,
    ...documentParser(),
  })
  const { text } = await parsing.catch((error: unknown) => {
    signal.throwIfAborted()
    // Whatever it was, the next attempt would fail in the same way.
    throw AppError.isInstance(error) ? new AppError('INVALID_INPUT', pickProblem(error), { cause: error }) : error
  })
  return text
}

const bytesOf = ({ content }: Attachment): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)
