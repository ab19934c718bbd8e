/** Version of the model: it changes whenever the same scenario and seed may give other rows. */
export const modelVersion = '0.3.0';
