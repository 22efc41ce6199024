export { type RunSeed, stepKey } from './run-seed'
export { seedForRerun } from './seed-for-rerun'
export { seedForResume } from './seed-for-resume'
