import type { ActionError } from '../action-request'

/** Slack reports most failures with status 200. */
export const slackFailure = { path: '/ok', equals: false, reason: '/error' } as const

export const slackErrors: Readonly<Record<string, ActionError>> = {
  ratelimited: { code: 'RATE_LIMITED', message: 'Slack limits the number of requests. Try again later.' },
  token_revoked: { code: 'RECONNECT_REQUIRED', message: 'The Slack connection was revoked. Reconnect it.' },
  token_expired: { code: 'RECONNECT_REQUIRED', message: 'The Slack connection has expired. Reconnect it.' },
  invalid_auth: { code: 'RECONNECT_REQUIRED', message: 'Slack rejected the token of the connection. Reconnect it.' },
  account_inactive: { code: 'RECONNECT_REQUIRED', message: 'The Slack account is inactive. Reconnect it.' },
  channel_not_found: { code: 'TOOL_FAILED', message: 'The channel does not exist, or the app cannot see it.' },
  not_in_channel: {
    code: 'TOOL_FAILED',
    message: 'The app is not in this channel. Invite it with /invite.',
  },
  missing_scope: { code: 'TOOL_FAILED', message: 'The connection lacks a permission. Reconnect it with all scopes.' },
  msg_too_long: { code: 'INVALID_INPUT', message: 'The text is too long for Slack.' },
}
