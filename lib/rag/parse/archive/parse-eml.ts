import 'server-only'
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime'
import { AppError } from '@/lib/core/app-error'
import { sniffFile } from '@/lib/files/sniff'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { readMailHtml } from '../html/parse-html'
import { definedProperties } from '../office/office-properties'
import type { Parsed } from '../parsed'
import type { ParsedDocument } from '../parsed-document'
import { TextBuilder } from '../text-builder'
import { toIsoDate } from '../to-iso-date'

const MAX_ATTACHMENTS = 50

export type ParseAttachment = (file: { bytes: Uint8Array; fileName: string; mime: string }) => Promise<ParsedDocument>

/** An email: sender, recipients and date, its text, and its attachments as sections. */
export async function parseEml(bytes: Uint8Array, parseAttachment: ParseAttachment): Promise<Parsed> {
  const email = await parseEmail(bytes)
  if (!email.from && !email.subject && !email.date) throw new AppError('INVALID_INPUT', problem('documents.notEmail'))
  const builder = new TextBuilder()
  const sent = toIsoDate(email.date)
  const to = [...(email.to ?? []), ...(email.cc ?? [])].map(nameOf)
  const lines = [
    ['Subject', email.subject],
    ['From', email.from && nameOf(email.from)],
    ['To', to.join(', ')],
    ['Date', sent?.slice(0, 16).replace('T', ' ')],
  ] as const
  builder.block(lines.flatMap(([name, value]) => (value ? [`${name}: ${value}`] : [])).join('\n'))
  const bodyStart = builder.length
  writeBody(builder, email)
  const notices = await writeAttachments(builder, email.attachments, parseAttachment)
  const properties = definedProperties({
    author: email.from && nameOf(email.from),
    to: to.length > 0 ? to.slice(0, 50) : undefined,
    created: sent,
  })
  return { builder, title: email.subject, properties, notices, bodyStart }
}

async function parseEmail(bytes: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, {
      attachmentEncoding: 'arraybuffer',
      maxNestingDepth: 20,
      maxRfc822NestingDepth: 3,
    })
  } catch (cause) {
    throw new AppError('INVALID_INPUT', problem('documents.emailDamaged'), { cause })
  }
}

/** Prefers the plain text part, which the sender's program wrote for readers without HTML. */
function writeBody(builder: TextBuilder, email: Email): void {
  if (email.text?.trim()) builder.block(withoutQuotes(email.text))
  else if (email.html) {
    const { builder: page } = readMailHtml(email.html)
    builder.append({ text: page.toString(), sections: page.sections })
  }
}

/** Drops quotes of earlier messages, which have their own files. A reply that consists of quotes stays unchanged. */
function withoutQuotes(text: string): string {
  const lines: string[] = []
  let isQuote = false
  for (const line of text.split(/\r?\n/)) {
    const wasQuote = isQuote
    isQuote = line.startsWith('>')
    if (!isQuote) lines.push(line)
    else if (!wasQuote) dropAttribution(lines)
  }
  const left = lines.join('\n')
  return left.trim() ? left : text
}

/** A year or a numeric date, unlike "See the log of 09:15:" and "As to 3.2:", which are the author's own text. */
const DAY = /(?:19|20)\d{2}|\d{1,2}([./-])\d{1,2}\1\d{2}/
const SENTENCE_END = /[.!?。！？]\s*$/

/** Drops "On Friday, 13 March 2026, Bob wrote:" in any language: up to two lines with a date above a quote. */
function dropAttribution(lines: string[]): void {
  const last = lines.findLastIndex((line) => line.trim() !== '')
  const isDateLine = (index: number) => DAY.test(lines[index] ?? '')
  if (!/[:：]\s*$/.test(lines[last] ?? '')) return
  if (isDateLine(last)) lines.splice(last)
  else if (isDateLine(last - 1) && !SENTENCE_END.test(lines[last - 1] ?? '')) lines.splice(last - 1)
}

async function writeAttachments(
  builder: TextBuilder,
  attachments: readonly Attachment[],
  parseAttachment: ParseAttachment,
): Promise<Problem[]> {
  const notices: Problem[] = []
  for (const attachment of attachments.slice(0, MAX_ATTACHMENTS)) {
    const isMail = attachment.mimeType === 'message/rfc822'
    const name = attachment.filename ?? (isMail ? 'forwarded message.eml' : 'an attachment without a name')
    // Inline images are not attachments to the reader.
    if (attachment.related || attachment.mimeType.startsWith('image/')) continue
    try {
      const bytes = new Uint8Array(attachment.content as ArrayBuffer)
      const { mimeType } = sniffFile({ bytes, fileName: name })
      const document = await parseAttachment({ bytes, fileName: name, mime: mimeType })
      builder.heading(1, `Attachment: ${name}`)
      builder.append(document)
    } catch (error) {
      notices.push(problem('documents.attachmentSkipped', { name, reason: reasonOf(error) }))
    }
  }
  const omittedCount = attachments.length - MAX_ATTACHMENTS
  if (omittedCount > 0)
    notices.push(problem('documents.attachmentsSkipped', { count: omittedCount, max: MAX_ATTACHMENTS }))
  return notices
}

function reasonOf(error: unknown): Problem {
  if (!AppError.isInstance(error)) return problem('documents.attachmentUnreadable')
  return error.code === 'UNSUPPORTED_MEDIA_TYPE' ? problem('documents.attachmentType') : error
}

function nameOf(address: Address): string {
  if (address.group) return address.name || address.group.map(nameOf).join(', ')
  return address.name && address.name !== address.address
    ? `${address.name} <${address.address}>`
    : (address.address ?? '')
}
