type Listener = () => void

const listeners = new Set<Listener>()
let isAnswering = true

/** Whether the server answered the last time that this page asked it anything; a refusal is an answer too. */
export const answering = {
  read: (): boolean => isAnswering,
  note(answered: boolean): void {
    if (answered === isAnswering) return
    isAnswering = answered
    for (const listener of listeners) listener()
  },
  /** @returns what ends it. */
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
