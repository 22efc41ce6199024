const numbers = new Intl.NumberFormat('en')

/** `10,003`: where each one counts. */
export const whole = (count: number): string => numbers.format(count)
