type Listener = () => void

const listeners = new Set<Listener>()
let state: 'answers' | 'slow' | 'silent' = 'answers'
let backAtMs = Number.NEGATIVE_INFINITY

/** Whether the server answers, as far as this page has seen; a refusal is an answer too. `askWhetherItAnswers` finds that it does not. */
export const answering = {
  read: (): boolean => state === 'answers',
  /** After a silence: attempts of before may still be under way, and fail. */
  isJustBack: (withinMs: number): boolean => performance.now() - backAtMs < withinMs,
  /** It takes requests, or something on the way does, and has not answered them yet. */
  isSlow: (): boolean => state === 'slow',
  note(answered: boolean, isSlow = false): void {
    const next = answered ? 'answers' : isSlow ? 'slow' : 'silent'
    if (next === state) return
    state = next
    if (answered) backAtMs = performance.now()
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
