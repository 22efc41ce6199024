import 'server-only'

/**
 * Libraries that report to their makers unless they are told not to: ONNX Runtime (native, to Microsoft, since 1.29) and
 * Next. Only the process's main thread can tell a native library, and only before it is loaded.
 */
export function refuseTelemetry(): void {
  process.env.ORT_DISABLE_TELEMETRY = '1'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
}
