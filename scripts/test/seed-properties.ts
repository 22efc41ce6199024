import fc from 'fast-check'

// Test setup: each run of the suite tries the same examples, so a failure is never a matter of luck. Another seed and
// more examples search further: PROPERTY_SEED=7 PROPERTY_RUNS=2000 npm run test:unit.
const { PROPERTY_SEED, PROPERTY_RUNS } = process.env
fc.configureGlobal({ seed: Number(PROPERTY_SEED ?? 1), numRuns: Number(PROPERTY_RUNS ?? 100) })
