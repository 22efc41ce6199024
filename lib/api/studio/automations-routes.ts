import 'server-only'
import * as automationsContract from '@/lib/contracts/automations'
import * as batchesContract from '@/lib/contracts/batches'
import * as callbacksContract from '@/lib/contracts/callbacks'
import * as eventTriggersContract from '@/lib/contracts/event-triggers'
import * as schedulesContract from '@/lib/contracts/schedules'
import * as triggersContract from '@/lib/contracts/triggers'
import * as batches from '@/lib/services/batches/batches'
import { controlBatch } from '@/lib/services/batches/control-batch'
import { downloadBatch } from '@/lib/services/batches/download-batch'
import * as callbacks from '@/lib/services/callbacks/callback-secret'
import * as schedules from '@/lib/services/schedules/schedules'
import * as eventTriggers from '@/lib/services/triggers/event-triggers'
import { listTargets } from '@/lib/services/triggers/list-targets'
import * as triggers from '@/lib/services/triggers/triggers'
import { route } from './studio-route'

/** Automations: schedules, webhooks, files of rows. */
export const automationsRoutes = [
  route(schedulesContract.listSchedules, schedules.listSchedules),
  route(schedulesContract.createSchedule, schedules.createSchedule),
  route(schedulesContract.updateSchedule, schedules.updateSchedule),
  route(schedulesContract.deleteSchedule, schedules.deleteSchedule),
  route(schedulesContract.runSchedule, schedules.runSchedule),
  route(schedulesContract.previewSchedule, schedules.previewSchedule),
  route(callbacksContract.getCallbackSecret, callbacks.getCallbackSecret),
  route(callbacksContract.rotateCallbackSecret, callbacks.rotateCallbackSecret),
  route(triggersContract.listTriggers, triggers.listTriggers),
  route(eventTriggersContract.createEventTrigger, eventTriggers.createEventTrigger),
  route(eventTriggersContract.captureTrigger, eventTriggers.captureTrigger),
  route(eventTriggersContract.runSample, eventTriggers.runSample),
  route(eventTriggersContract.readSampleInputs, eventTriggers.readSampleInputs),
  route(triggersContract.createTrigger, triggers.createTrigger),
  route(triggersContract.updateTrigger, triggers.updateTrigger),
  route(triggersContract.rotateTrigger, triggers.rotateTrigger),
  route(triggersContract.deleteTrigger, triggers.deleteTrigger),
  route(batchesContract.listBatches, batches.listBatches),
  route(batchesContract.createBatch, batches.createBatch),
  route(batchesContract.getBatch, batches.getBatch),
  route(batchesContract.checkBatch, batches.checkBatch),
  route(batchesContract.startBatch, batches.startBatch),
  route(batchesContract.listBatchItems, batches.listBatchItems),
  route(batchesContract.deleteBatch, batches.deleteBatch),
  route(batchesContract.controlBatch, controlBatch),
  route(batchesContract.downloadBatch, downloadBatch),
  route(automationsContract.listTargets, listTargets),
]
