import { LazyMap } from '@/lib/core/lazy-map'
import type { NodeTask, RunSession } from '../run/run-session'
import { pathKey } from '../state/path-key'
import type { GivenAnswer } from './pause'

/** Nodes of this drive that wait for answers, so that they can go on while other branches do. */
export class PausedTasks {
  private readonly tasks = new LazyMap<string, NodeTask>()

  constructor(private readonly session: RunSession) {}

  /** A wait is not a failed attempt: the node resumes under the attempt number that it had. */
  add(task: NodeTask): void {
    const { frame, path, attempts } = task
    const { memory } = this.session
    this.tasks.set(pathKey(path), task)
    frame.paused.add(task.node.index)
    const starts = memory.startsBefore(path) + (frame.scope.isRetried ? 0 : attempts)
    memory.noteStarts(path, starts - 1)
  }

  /** @returns the node that goes on with this answer; null when none waits in a frame that goes on, or it did not ask this */
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
