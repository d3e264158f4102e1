mod closing;
mod noting;
mod ring;
