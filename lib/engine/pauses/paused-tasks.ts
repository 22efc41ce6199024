import { LazyMap } from '@/lib/core/lazy-map'
import type { NodeTask, RunSession } from '../run/run-session'
import { pathKey } from '../state/path-key'
import type { GivenAnswer } from './pause'

/** Paused nodes of this execution, which can resume while other branches run. */
export class PausedTasks {
  private readonly tasks = new LazyMap<string, NodeTask>()

  constructor(private readonly session: RunSession) {}

  /** A wait is not a failed attempt: the node resumes with the same attempt number. */
  add(task: NodeTask): void {
    const { frame, path, attempts } = task
    const { memory } = this.session
    this.tasks.set(pathKey(path), task)
    frame.paused.add(task.node.index)
    const starts = memory.startsBefore(path) + (frame.scope.isRetryable ? 0 : attempts)
    memory.noteStarts(path, starts - 1)
  }

  /** @returns the node that resumes with this answer; null if no open frame has a node waiting for it */
  take({ path, key, answer }: GivenAnswer): NodeTask | null {
    const name = pathKey(path)
    const task = this.tasks.get(name)
    if (!task || task.frame.isClosed || !task.frame.paused.has(task.node.index)) return null
    if (!this.session.waits.take(path, key, answer)) return null
    this.tasks.delete(name)
    task.frame.paused.delete(task.node.index)
    return task
  }
}
