using Xunit;

namespace Classifier.Transformers.Tests;

public class MatrixMultiplicationTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(6, 16, 384)]
    [InlineData(7, 17, 5)]
    [InlineData(97, 33, 400)]
    [InlineData(200, 20, 769)]
    public void Products_match_the_definition(int rows, int columns, int depth)
    {
        var random = new Random(rows);
        foreach (var (transposeA, transposeB) in new[] { (false, false), (true, false), (false, true), (true, true) })
        {
            var a = transposeA ? Create(random, depth, rows) : Create(random, rows, depth);
            var b = transposeB ? Create(random, columns, depth) : Create(random, depth, columns);
            var c = Create(random, rows, columns);
            var before = c.Values.ToArray();
            MatrixMultiplication.Multiply(new Compute(2), a, transposeA, b, transposeB, c, accumulate: true);
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    double sum = before[(row * columns) + column];
                    for (var k = 0; k < depth; k++)
                    {
                        sum +=
                            (double)(transposeA ? a[k][row] : a[row][k]) * (transposeB ? b[column][k] : b[k][column]);
                    }

                    Assert.Equal(sum, c[row][column], 1e-4);
                }
            }
        }
    }

    [Fact]
    public void Products_do_not_depend_on_the_number_of_threads()
    {
        var random = new Random(1);
        var (a, b) = (Create(random, 500, 400), Create(random, 400, 70));
        var (one, two) = (new Matrix(500, 70), new Matrix(500, 70));
        MatrixMultiplication.Multiply(new Compute(1), a, false, b, false, one);
        MatrixMultiplication.Multiply(new Compute(2), a, false, b, false, two);
        Assert.Equal(one.Values, two.Values);
    }

    [Fact]
    public void Mismatched_dimensions_are_rejected() =>
        Assert.Throws<ArgumentException>(() =>
            MatrixMultiplication.Multiply(
                new Compute(1),
                new Matrix(2, 3),
                false,
                new Matrix(2, 3),
                false,
                new Matrix(2, 3)
            )
        );

    private static Matrix Create(Random random, int rows, int columns) =>
        new(rows, columns, [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextSingle() - 0.5f)]);
}
