/** `ready` covers queued and running: only the driver knows which. */
export type StepStatus = 'waiting' | 'ready' | 'done' | 'skipped'
