/**
 * Version of the model: it changes whenever the same scenario and seed may give other rows. It is not the version
 * of the package, whose interface may change without it, and the other way round.
 */
export const modelVersion = '0.5.0';
