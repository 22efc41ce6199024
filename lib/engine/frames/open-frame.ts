import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { FrameOutcome } from '../node-definition'
import { restore } from '../resume/restore'
import type { FrameRequest, RunSession } from '../run/run-session'
import { FRAME_FAILED, NODE_ENDED } from '../run/stop'
import { openVariables } from '../variables/open-variables'
import { Frame, type FrameScope } from './frame'
import type { FrameDriver } from './frame-driver'

const MAX_APP_DEPTH = 5

/** Runs a frame for a waiting node. Rejects when the node is ended. */
export async function openFrame(
  session: RunSession,
  driver: FrameDriver,
  request: FrameRequest,
): Promise<FrameOutcome> {
  const { task, stop, plan } = request
  stop.throwIfEnded()
  const scope = await scopeOf(session, request)
  stop.throwIfEnded()
  // A permanent failure from before a crash stays, until the container itself is retried.
  const failure = session.memory.failureIn(plan, scope.path)
  if (failure) return { type: 'failed', error: failure }
  driver.giveBack(task.slot)
  return new Promise((resolve, reject) => {
    const onEnd = (outcome: FrameOutcome) => {
      release()
      frame.close(outcome.type === 'failed' ? FRAME_FAILED : NODE_ENDED)
      resolve(outcome)
    }
    const frame = new Frame(plan, { ...scope, onEnd })
    const release = stop.onEnd(() => {
      frame.close(stop.reason ?? NODE_ENDED)
      reject(stop.reason)
    })
    driver.open(frame, restore(session, frame))
    driver.pump()
  })
}

async function scopeOf(session: RunSession, request: FrameRequest): Promise<Omit<FrameScope, 'onEnd'>> {
  const { task, key, values, app } = request
  const { scope } = task.frame
  const { isRetryable } = task
  const path = [...task.path, key]
  if (!app) return { ...scope, path, parent: task.frame, values, isRetryable }
  if (scope.apps.includes(app.id)) throw new AppError('LIMIT_EXCEEDED', problem('engine.appRunsItself'))
  if (scope.apps.length >= MAX_APP_DEPTH)
    throw new AppError('LIMIT_EXCEEDED', problem('engine.appsNestedTooDeeply', { max: MAX_APP_DEPTH }))
  const apps = [...scope.apps, app.id]
  const variables = await openVariables(session, request, app.id)
  return { path, parent: null, values, inputs: app.inputs, apps, variables, usesPinned: false, isRetryable }
}
