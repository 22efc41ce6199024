import type { AppScorecardEntry } from '@/lib/contracts/app-scorecard'

/** Which parts of public frameworks each area informs. They are references, not claims of conformity. */
export const FRAMEWORKS: Readonly<Record<AppScorecardEntry['area'], AppScorecardEntry['frameworks']>> = {
  quality: { iso25059: 'functional correctness', nistMeasure: '2.3, 2.5', helm: 'accuracy' },
  reliability: { iso25059: 'robustness, adaptability', nistMeasure: '2.5, 2.6', helm: 'robustness' },
  security: { iso25059: 'intervenability', nistMeasure: '2.7, 2.10', helm: 'toxicity' },
  calibration: { iso25059: 'transparency', nistMeasure: '2.9, 2.13', helm: 'calibration' },
  fairness: { iso25059: 'societal and ethical risk mitigation', nistMeasure: '2.11', helm: 'bias, fairness' },
  efficiency: { iso25059: '', nistMeasure: '2.12', helm: 'efficiency' },
  control: { iso25059: 'user controllability', nistMeasure: '2.8', helm: '' },
}
