import { CONFORMANCE_CASES } from './testing/conformance-cases'
import { describeConformance } from './testing/describe-conformance'

for (const given of CONFORMANCE_CASES) describeConformance(given)
