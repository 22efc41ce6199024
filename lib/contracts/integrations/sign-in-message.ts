/** Type of the messages between the callback page and the chat that started a sign-in. */
export const SIGN_IN_CHANNEL = 'patchbay-end-user-sign-in'

/** Sent by the callback page; the chat replies with `{ type, done: state }`. */
export interface SignInMessage {
  state: string
  code?: string
  iss?: string
  error?: string
}
