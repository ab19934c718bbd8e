/**
 * Where one day's pool of a set went, in USD at the day's price: the parts make up the pool. Values are overwritten
 * at each midnight of pay; the object stays the same.
 */
export interface SetPay {
  /** What its AVS paid. */
  pool: number;
  /** The protocol's fee. */
  fee: number;
  /** Operators' cuts. */
  operators: number;
  /** To delegators, operators' own stake among them. */
  restakers: number;
  /** Returned to the AVS: nobody had weight. */
  refunded: number;
  /** Left in the rewards contract: a paid operator had no delegator with weight. */
  stuck: number;
}
