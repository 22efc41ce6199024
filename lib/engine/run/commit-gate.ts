import type { RunStore } from '../execution'

/**
 * Delays the successors of a node until its end is stored. Ends that arrive during a commit share
 * the next one, so that a hundred nodes take two commits instead of a hundred.
 */
export class CommitGate {
  private waiting: (() => void)[] = []
  private isCommitting = false

  constructor(
    private readonly store: RunStore,
    private readonly onCommitted: () => void,
    private readonly onLost: (cause: unknown) => void,
  ) {}

  /** @param apply called when everything emitted before is stored. */
  after(apply: () => void): void {
    this.waiting.push(apply)
    if (this.isCommitting) return
    this.isCommitting = true
    this.run().catch(this.onLost)
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      // Nodes that end in the same tick share a batch.
      await null
      const batch = this.waiting
      this.waiting = []
      await this.store.committed()
      for (const apply of batch) apply()
      this.onCommitted()
    }
    this.isCommitting = false
  }
}
