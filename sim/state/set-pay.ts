/** Where one day's pool of a set went, in USD at the day's price. */
export interface SetPay {
  pool: number;
  fee: number;
  operators: number;
  restakers: number;
  refunded: number;
  stuck: number;
}
