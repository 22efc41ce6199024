type Listener = () => void

const listeners = new Set<Listener>()
let isAnswering = true

/** Whether the server answers, as far as this page has seen; a refusal is an answer too. `askWhetherItAnswers` finds that it does not. */
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

/** Resolves once the server answers, at once where it does. */
export function untilAnswering(): Promise<void> {
  if (answering.read()) return Promise.resolve()
  return new Promise((resolve) => {
    const end = answering.subscribe(() => {
      end()
      resolve()
    })
  })
}
