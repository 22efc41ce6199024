import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { Frame, type FrameScope } from './frame'
import type { FrameDriver } from './frame-driver'
import type { FrameOutcome } from './node-definition'
import { findFailure, restore } from './restore'
import type { FrameRequest, KeptFrame, NodeTask, RunSession } from './run-session'
import { NODE_ENDED } from './stop'

const MAX_APP_DEPTH = 5

/** Runs a frame for a node that waits for it. Rejects when the node is ended. */
export async function openFrame(
  session: RunSession & { startsOf: Map<string, number> },
  driver: FrameDriver,
  request: FrameRequest,
): Promise<FrameOutcome> {
  const { task, stop, key } = request
  stop.throwIfEnded()
  const known = task.kept?.get(key)
  if (known?.type === 'done') return { type: 'done', outputs: known.outputs }
  const scope = scopeOf(request)
  // What failed for good before a crash stays failed, until the container itself is tried again.
  const failure = task.attempts > 1 || known ? null : findFailure(session, request.plan, scope.path)
  if (failure) return { type: 'failed', error: failure }
  driver.giveBack(task.slot)
  return new Promise((resolve, reject) => {
    const leave = () => {
      keep(session, task, key, frame)
      frame.close(stop.reason ?? NODE_ENDED)
      reject(stop.reason)
    }
    const onEnd = (outcome: FrameOutcome) => {
      release()
      if (outcome.type === 'done') keepDone(task, key, outcome.outputs)
      if (outcome.type === 'failed') keep(session, task, key, frame)
      frame.close(NODE_ENDED)
      resolve(outcome)
    }
    const frame = new Frame(request.plan, { ...scope, onEnd })
    const release = stop.onEnd(leave)
    driver.open(frame, known?.settled ?? restore(session, frame))
    driver.pump()
  })
}

function scopeOf({ task, key, values, app }: FrameRequest): Omit<FrameScope, 'onEnd'> {
  const { scope } = task.frame
  const path = [...task.path, key]
  if (!app) return { ...scope, path, parent: task.frame, values }
  if (scope.apps.includes(app.id))
    throw new AppError('LIMIT_EXCEEDED', 'An app cannot run itself, directly or through others.')
  if (scope.apps.length >= MAX_APP_DEPTH)
    throw new AppError('LIMIT_EXCEEDED', `Apps can be nested ${MAX_APP_DEPTH} deep at most.`)
  return { path, parent: null, values, inputs: app.inputs, apps: [...scope.apps, app.id], usesPinned: false }
}

function keepDone(task: NodeTask, key: string, outputs: JsonObject): void {
  // Only a container that may be tried again needs it.
  if (task.node.policy.retry?.count) keptOf(task).set(key, { type: 'done', outputs })
}

/** What has ended stays ended when the container is tried again; what was running begins anew, with the next attempt number. */
function keep(session: { startsOf: Map<string, number> }, task: NodeTask, key: string, frame: Frame): void {
  if (!task.node.policy.retry?.count) return
  const settled = new Map<number, JsonObject | null>(frame.committing)
  for (const { index, isStep } of frame.plan.nodes) {
    const status = frame.machine.statusOf(index)
    if (isStep && (status === 'done' || status === 'skipped')) settled.set(index, frame.machine.outputsOf(index))
  }
  for (const { path, attempts } of frame.running.values()) {
    const name = path.join('/')
    session.startsOf.set(name, (session.startsOf.get(name) ?? 0) + attempts)
  }
  keptOf(task).set(key, { type: 'failed', settled })
}

function keptOf(task: NodeTask): Map<string, KeptFrame> {
  task.kept ??= new Map()
  return task.kept
}
