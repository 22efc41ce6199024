/** Discord rejects answers more than 15 minutes after an interaction with 401. Half a minute is left for sending. */
const ANSWERABLE_MS = 14.5 * 60_000
/** Discord's ids begin with the milliseconds since this time. */
const EPOCH_MS = 1_420_070_400_000

interface Place {
  application?: string | undefined
  token?: string | undefined
  interaction?: string | undefined
  channel?: string | undefined
}

/** The first message after a deferred response replaces it. A late one is an ordinary message of the bot. */
export const messagesOf = (place: Place, nowMs: number): string =>
  isAnswerable(place, nowMs) ? `${webhookOf(place)}?wait=true` : channelOf(place)

export const messageOf = (place: Place, id: string, nowMs: number): string =>
  isAnswerable(place, nowMs)
    ? `${webhookOf(place)}/messages/${encodeURIComponent(id)}`
    : `${channelOf(place)}/${encodeURIComponent(id)}`

const webhookOf = ({ application = '', token = '' }: Place): string =>
  `/webhooks/${encodeURIComponent(application)}/${encodeURIComponent(token)}`

const channelOf = ({ channel = '' }: Place): string => `/channels/${encodeURIComponent(channel)}/messages`

const isAnswerable = ({ interaction }: Place, nowMs: number): boolean =>
  interaction !== undefined && nowMs < timeOf(interaction) + ANSWERABLE_MS

const timeOf = (id: string): number => (/^\d{1,20}$/.test(id) ? Number(BigInt(id) >> 22n) + EPOCH_MS : 0)
