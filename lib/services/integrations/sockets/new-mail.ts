import 'server-only'
import type { ImapFlow, SearchObject } from 'imapflow'
import type { FoundMail, MailCursor, NewMails } from '@/lib/engine/socket-services'
import { openFolder, summaryOf, withMailbox } from './mailbox'
import type { ServerLogin } from './server-address'

interface NewMailSearch {
  folder: string
  cursor: MailCursor | null
  limit: number
  signal: AbortSignal
}

const DAY_MS = 24 * 60 * 60 * 1_000

/**
 * The messages that arrived after the cursor, oldest first; without a cursor none. When the server renumbers a folder
 * (UIDVALIDITY), the messages that it received after the last known one are new.
 */
export function readNewMails(login: ServerLogin, { folder, cursor, limit, signal }: NewMailSearch): Promise<NewMails> {
  return withMailbox(login, signal, async (client) => {
    await openFolder(client, folder, login)
    if (cursor === null) return { mails: [], cursor: await cursorAtEnd(client) }
    const validity = validityOf(client)
    const current = cursor.validity === validity ? cursor : { ...cursor, validity, after: 0, since: cursor.receivedAt }
    const { after, since, receivedAt } = current
    const found = await client.search(criteriaOf(current), { uid: true })
    // `n:*` always includes the last message, even if its id is lower than `n`.
    const newerIds = (found || []).filter((uid) => uid > after).toSorted((a, b) => a - b)
    const batch = newerIds.slice(0, limit)
    const arrived = (await fetchMails(client, batch)).filter(({ at }) => since === null || at > since)
    return {
      mails: arrived.map(({ mail }) => mail),
      cursor: {
        validity,
        after: batch.at(-1) ?? after,
        receivedAt: Math.max(receivedAt, ...arrived.map(({ at }) => at)),
        since: newerIds.length > limit ? since : null,
      },
    }
  })
}

/** The messages in the order of their ids, with the time at which the server received each. */
async function fetchMails(client: ImapFlow, ids: number[]): Promise<{ mail: FoundMail; at: number }[]> {
  if (ids.length === 0) return []
  const query = { envelope: true, flags: true, internalDate: true }
  const mails: { mail: FoundMail; at: number }[] = []
  for await (const message of client.fetch(ids, query, { uid: true }))
    mails.push({ mail: summaryOf(message), at: timeOf(message.internalDate) })
  return mails.toSorted((a, b) => Number(a.mail.id) - Number(b.mail.id))
}

async function cursorAtEnd(client: ImapFlow): Promise<MailCursor> {
  const box = client.mailbox || null
  const last = box && box.exists > 0 ? await client.fetchOne('*', { uid: true, internalDate: true }) : null
  return {
    validity: validityOf(client),
    // Higher than the id of the last message if later messages were deleted.
    after: Math.max((box?.uidNext ?? 1) - 1, last ? last.uid : 0),
    receivedAt: last ? timeOf(last.internalDate) : 0,
    since: null,
  }
}

/** Searches from a day earlier, because servers compare whole days in their own time zone. */
function criteriaOf({ after, since }: MailCursor): SearchObject {
  return { uid: `${after + 1}:*`, ...(since === null ? {} : { since: new Date(Math.max(since - DAY_MS, 0)) }) }
}

const validityOf = ({ mailbox }: ImapFlow): string => (mailbox ? String(mailbox.uidValidity) : '')

const timeOf = (date: Date | string | undefined): number => (date === undefined ? 0 : new Date(date).getTime())
