import type { ReadMail } from '@/lib/engine/socket-services'

/** Names of mailboxes that only programs use. */
const PROGRAMS = /^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?)(?:[+-].*)?$/

/**
 * Whether a program sent the message: an answer would start a loop (RFC 3834). These are automatic answers, messages of
 * lists and campaigns, delivery reports, and whatever comes from the mailbox itself.
 */
export function isAutomatic({ headers }: Pick<ReadMail, 'headers'>, sender: string, own: readonly string[]): boolean {
  const [mailbox = ''] = sender.split('@')
  return PROGRAMS.test(mailbox) || own.includes(sender) || headers.some(isSign)
}

function isSign({ name, value }: ReadMail['headers'][number]): boolean {
  if (name.startsWith('list-')) return true
  const text = value.trim().toLowerCase()
  switch (name) {
    case 'auto-submitted':
      return !/^no\b/.test(text)
    case 'precedence':
      return /^(?:bulk|junk|list|auto_reply)\b/.test(text)
    case 'x-auto-response-suppress':
      return /\b(?:all|autoreply|oof)\b/.test(text)
    case 'return-path':
      return /^<\s*>$/.test(text)
    case 'content-type':
      return text.startsWith('multipart/report')
    default:
      return false
  }
}
