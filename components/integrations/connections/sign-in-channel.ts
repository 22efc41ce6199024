import { z } from 'zod'
import { SignInOutcome } from '@/lib/contracts/integrations/sign-in'
import { Id } from '@/lib/core/ids'

const CHANNEL = 'patchbay-sign-in'
const Message = z.strictObject({ connectionId: Id, outcome: SignInOutcome })

/**
 * Sends the outcome from the sign-in window to the pages of the same origin. The window has lost its opener, because it
 * was at another site.
 */
export function announceSignIn(connectionId: string, outcome: SignInOutcome): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage({ connectionId, outcome })
  channel.close()
}

/** @returns a function that stops listening */
export function onSignInOutcome(connectionId: string, receive: (outcome: SignInOutcome) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = Message.safeParse(data).data
    if (message?.connectionId === connectionId) receive(message.outcome)
  }
  return () => channel.close()
}
