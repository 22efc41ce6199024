/** How a cell begins that a spreadsheet would run (T56); those of some languages take the wide forms for the same signs. */
export const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/
