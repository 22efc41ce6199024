export interface StageTime {
  stage: string
  seconds: number
  cpuSeconds: number
}
export function timeStage(stage: string, work: () => Promise<void>): Promise<StageTime>
export function reportStageTimes(times: readonly StageTime[], file: string): string
