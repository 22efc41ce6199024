/** `ready` covers queued and running: only the driver distinguishes them. */
export type StepStatus = 'waiting' | 'ready' | 'done' | 'skipped'
