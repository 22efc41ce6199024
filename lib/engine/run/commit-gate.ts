import type { RunStore } from '../execution'

/**
 * Holds back what follows from a node's end until the end is stored. Ends that come in while one commit is under way
 * share the next one, so that a hundred nodes cost two commits and not a hundred.
 */
export class CommitGate {
  private waiting: (() => void)[] = []
  private isCommitting = false

  constructor(
    private readonly store: RunStore,
    private readonly onCommitted: () => void,
    private readonly onLost: (cause: unknown) => void,
  ) {}

  /** @param apply is called when everything that was said before is stored. */
  after(apply: () => void): void {
    this.waiting.push(apply)
    if (this.isCommitting) return
    this.isCommitting = true
    this.run().catch(this.onLost)
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      // Nodes that end in the same tick belong to the same batch.
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
