export { type RunSeed, stepKey } from './run-seed'
export { seedForRerun, seedOf } from './seed-for-rerun'
export { seedForResume } from './seed-for-resume'
