// Counts whose log or logit rates differ by a normal field, as a template for TMB (Kristensen et
// al. 2016, Journal of Statistical Software 70:5). Written from the formulas of
// docs/methods/smallarea.md and sharing no code with the library, which it is held against.
#include <TMB.hpp>

enum Structure { kIid = 0, kLeroux = 1, kProperCar = 2 };

template <class Type>
Type objective_function<Type>::operator()() {
  using namespace density;
  DATA_VECTOR(count);
  DATA_VECTOR(base);
  DATA_MATRIX(design);
  DATA_SPARSE_MATRIX(links);     // W
  DATA_SPARSE_MATRIX(sums);      // D, diagonal
  DATA_SPARSE_MATRIX(identity);  // I
  DATA_INTEGER(structure);
  DATA_INTEGER(binomial);
  DATA_SCALAR(most_share);
  PARAMETER_VECTOR(coefficient);
  PARAMETER_VECTOR(field);
  PARAMETER(log_sd);
  PARAMETER(logit_share);

  const Type share = most_share * invlogit(logit_share);
  const Type precision = exp(-Type(2.0) * log_sd);
  Eigen::SparseMatrix<Type> q = identity * precision;
  if (structure == kLeroux) {
    q = (sums - links) * (share * precision) + identity * ((Type(1.0) - share) * precision);
  } else if (structure == kProperCar) {
    q = identity * precision - links * (share * precision);
  }
  Type minus_log = GMRF(q)(field);

  const vector<Type> linear = design * coefficient + field;
  for (int i = 0; i < count.size(); ++i) {
    minus_log -= binomial == 1 ? dbinom_robust(count(i), base(i), linear(i), true)
                               : dpois(count(i), base(i) * exp(linear(i)), true);
  }
  return minus_log;
}
