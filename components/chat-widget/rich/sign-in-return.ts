import { SIGN_IN_CHANNEL, type SignInMessage } from '@/lib/contracts/integrations/sign-in-message'
import { fieldsOf } from '../chat/fields-of'

type Returned = Omit<SignInMessage, 'state'>

/**
 * Receives the parameters of a sign-in from the callback page: over the channel on our own page, and as a message to the
 * window that opened it inside a frame of another site, where the channel is separate.
 * @param receive resolves to whether the sign-in is complete: the window then closes
 * @returns function that stops listening
 */
export function onSignInReturn(state: string, receive: (returned: Returned) => Promise<boolean>): () => void {
  const channel = new BroadcastChannel(SIGN_IN_CHANNEL)
  const handle = async (data: unknown, reply: (message: object) => void) => {
    const message = fieldsOf(data)
    if (message.type !== SIGN_IN_CHANNEL || message.state !== state) return
    const { code, iss, error } = message
    const returned = { ...text('code', code), ...text('iss', iss), ...text('error', error) }
    if (Object.keys(returned).length > 0 && (await receive(returned))) reply({ type: SIGN_IN_CHANNEL, done: state })
  }
  const onMessage = ({ data, origin, source }: MessageEvent) => {
    if (origin !== location.origin) return
    void handle(data, (message) => source?.postMessage(message, { targetOrigin: location.origin }))
  }
  channel.onmessage = ({ data }) => void handle(data, (message) => channel.postMessage(message))
  window.addEventListener('message', onMessage)
  return () => {
    window.removeEventListener('message', onMessage)
    // The reply is sent before the channel closes.
    setTimeout(() => channel.close())
  }
}

const text = (name: string, value: unknown) => (typeof value === 'string' ? { [name]: value } : {})
